package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestScryIngestorTest {

    /** Else {@code spring-boot:test-run} would not know which to run. */
    @Test
    void hasTheOnlyStaticMainMethodOfTheTestTree() {
        List<String> mains = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests()).importPackages("io.scry").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(TestScryIngestorTest::isMain)
                        .map(method -> method.getOwner().getName())
                        .toList();

        assertThat(mains).containsExactly(TestScryIngestor.class.getName());
    }

    private static boolean isMain(JavaMethod method) {
        return method.getName().equals("main")
                && method.getModifiers().contains(JavaModifier.STATIC)
                && !method.getModifiers().contains(JavaModifier.PRIVATE);
    }
}

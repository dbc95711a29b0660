package io.scry.ingestor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.scry.ingestor.adapter.Adapter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Conditional;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Component;

/** Who may know whom. Which package may use which stands in the packages' own {@code package-info.java}. */
class ModulesTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.scry.ingestor");

    @Test
    void packagesUseOnlyThoseThatTheyName() {
        ApplicationModules.of(ScryIngestor.class).verify();
    }

    @Test
    void adaptersDoNotKnowEachOther() {
        slices().matching("io.scry.ingestor.adapter.(*)..")
                .should()
                .notDependOnEachOther()
                .because("an adapter has to be readable, and removable, by itself")
                .check(MAIN);
    }

    @Test
    void adaptersKnowNoServices() {
        noClasses()
                .that()
                .resideInAPackage("..ingestor.adapter..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "org.springframework.jdbc..", "org.apache.kafka..", "jakarta.servlet..")
                .because("an adapter takes a file and options, so that it can run in another JVM")
                .check(MAIN);
    }

    @Test
    void noBeanIsConditional() {
        String why = "which beans there are is fixed when the service is built";
        noClasses().should().beMetaAnnotatedWith(Conditional.class).because(why).check(MAIN);
        noMethods().should().beMetaAnnotatedWith(Conditional.class).because(why).check(MAIN);
    }

    @Test
    void adaptersAreCalledAdapters() {
        classes()
                .that()
                .implement(Adapter.class)
                .and()
                .areAnnotatedWith(Component.class)
                .should()
                .haveSimpleNameEndingWith("Adapter")
                .because("their options are found by the names of their classes")
                .check(MAIN);
    }

    @Test
    void recordsAndSubmissionStartNoThreads() {
        noClasses()
                .that()
                .resideInAnyPackage("..ingestor.records..", "..ingestor.adapter..", "..ingestor.pipeline..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(java.util.concurrent.Executor.class)
                .because("threads belong to work, where their number is bounded and they are stopped")
                .check(MAIN);
    }

    @Test
    void nobodySleepsToLetTimePassInHandlingARequest() {
        noClasses()
                .that()
                .resideInAnyPackage("..ingestor.submission..", "..ingestor.web..", "..ingestor.records..")
                .should()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .because("a thread that serves requests waits for conditions, with a deadline")
                .check(MAIN);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should(new ArchCondition<JavaClass>("be in a package that is @NullMarked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                        events.add(new SimpleConditionEvent(type, marked, type.getName()));
                    }
                })
                .because("whether something may be null is to be read, not guessed")
                .check(MAIN);
    }
}

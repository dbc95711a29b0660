package io.scry.ingestor.adapter.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.UnreadableSourceException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostilePdfTest {

    private static final int MUTATIONS = 300;

    private final AdapterHarness<PdfOptions> pdf = new AdapterHarness<>(new PdfAdapter());

    @Test
    void givesAPayloadOrAReasonForAnyMutation() throws Exception {
        byte[] plain = PdfDocuments.pages(PdfDocuments.image(1), "First page", "Second page");
        byte[] closed = PdfDocuments.pages(PdfDocuments.protect("owner", "", true), "Secret");
        Random random = new Random(20260114);
        int payloads = 0;

        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = mutate(i % 3 == 0 ? closed : plain, random);
            try {
                pdf.extract(mutant, Map.of("mode", i % 2 == 0 ? "text" : "layout"));
                payloads++;
            } catch (UnreadableSourceException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("/tmp");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("Mutation " + i, e);
            }
        }

        assertThat(payloads).isBetween(MUTATIONS / 4, MUTATIONS - 1);
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] mutant = original.clone();
        for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(4)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant[at] = (byte) ('0' + random.nextInt(10));
                case 2 -> {
                    int length = Math.min(random.nextInt(40), mutant.length - at);
                    System.arraycopy(mutant, random.nextInt(mutant.length - length), mutant, at, length);
                }
                default -> mutant = random.nextInt(20) == 0 ? Arrays.copyOf(mutant, at + 1) : mutant;
            }
        }
        return mutant;
    }
}

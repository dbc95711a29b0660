package io.scry.ingestor.adapter.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.harness.NullOutput;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Compares, in CPU time and in turn, a bare loop over FastCSV's records with the adapter, which reads a file twice and
 * writes JSON. Arguments: the file, and how many rounds.
 */
final class CsvSpeed {

    private final CsvAdapter adapter = new CsvAdapter();
    private final CsvOptions options = new AdapterHarness<>(adapter).options(Map.of());
    private final Path file;

    private CsvSpeed(Path file) {
        this.file = file;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        CsvSpeed speed = new CsvSpeed(Path.of(args[0]));
        int rounds = Integer.parseInt(args[1]);
        long[] bare = new long[rounds];
        long[] adapter = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            long begun = cpuTime();
            speed.loop();
            long between = cpuTime();
            speed.extract();
            bare[round] = between - begun;
            adapter[round] = cpuTime() - between;
        }
        double megabytes = Files.size(speed.file) / 1e6;
        System.out.printf("| bare FastCSV loop | %.0f MB/s | 1 |%n", megabytes * 1e9 / median(bare));
        System.out.printf(
                "| adapter | %.0f MB/s | %.2f |%n",
                megabytes * 1e9 / median(adapter), (double) median(bare) / median(adapter));
    }

    private void loop() throws IOException {
        long characters = 0;
        try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(file)) {
            for (CsvRecord record : records) {
                for (int field = 0; field < record.getFieldCount(); field++) {
                    characters += record.getField(field).length();
                }
            }
        }
        if (characters == 0) {
            throw new AssertionError("There is nothing in " + file);
        }
    }

    private void extract() throws IOException, InterruptedException {
        NullOutput output = new NullOutput();
        adapter.extract(new Document(file, null, null), options, output);
        output.records().close();
    }

    /** Of the second half, as the first warms up. */
    private static long median(long[] times) {
        long[] warm = Arrays.copyOfRange(times, times.length / 2, times.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}

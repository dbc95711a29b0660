package io.scry.ingestor.adapter.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

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

    /** Writes into nothing, as the service writes to its result store: UTF-8, one record a line. */
    private static final class NoOutput implements Output {

        private final JsonGenerator json = JsonMapper.shared()
                .writer()
                .withRootValueSeparator("\n")
                .createGenerator(OutputStream.nullOutputStream());

        @Override
        public JsonGenerator records() {
            return json;
        }

        @Override
        public JsonGenerator document() {
            return json;
        }

        @Override
        public void progress(long done, long total) {
            // Nobody looks.
        }
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
        NoOutput output = new NoOutput();
        adapter.extract(new Document(file, null, null), options, output);
        output.json.close();
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

package io.scry.ingestor.adapter.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.harness.NullOutput;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Compares, in CPU time and in turn, a bare loop over FastCSV's records with the adapter, which reads a file twice and
 * writes JSON. Arguments: the file, and how many rounds. Prints the rates of the second half of these.
 */
final class CsvSpeed {

    private final CsvAdapter adapter = new CsvAdapter();
    private final CsvOptions options = new AdapterHarness<>(adapter).options(Map.of());
    private final Path file;

    CsvSpeed(Path file) {
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
        print("bare FastCSV loop", megabytes, bare);
        print("adapter", megabytes, adapter);
    }

    /** Over the fields of all records; returns how many characters they have. */
    long loop() throws IOException {
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
        return characters;
    }

    Extraction extract() throws IOException, InterruptedException {
        NullOutput output = new NullOutput();
        Extraction extraction = adapter.extract(new Document(file, null, null), options, output);
        output.records().close();
        return extraction;
    }

    private static void print(String what, double megabytes, long[] times) {
        // The first half warms up.
        String rates = Arrays.stream(times)
                .skip(times.length / 2)
                .mapToObj(time -> Double.toString(megabytes * 1e9 / time))
                .collect(Collectors.joining(" "));
        System.out.println("| " + what + " | MB/s | " + rates + " |");
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}

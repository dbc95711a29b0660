package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/** A row of a large table. Everything in it follows from its id, so tables of one size are the same every time. */
record Order(long id, LocalDate date, String customer, BigDecimal amount, String notes) {

    /** Customers have a name and a number below this. */
    static final int NUMBERS = 100_000;

    private static final long SEED = 20_260_101;
    private static final LocalDate FIRST_DATE = LocalDate.of(2015, 1, 1);
    static final List<String> CUSTOMERS =
            List.of("Müller & Söhne GmbH", "Ana García", "O'Brien Ltd", "Żółw sp. z o.o.", "Smith, Jones & Co");
    private static final List<String> NOTES = List.of(
            "Handle with care",
            "Call first, then deliver",
            "Customer said \"not before noon\"",
            "Leave it at\nthe back door",
            "Größe XL, Farbe grün; Rückgabe möglich");

    static Order of(long id) {
        SplittableRandom random = new SplittableRandom(SEED + id);
        StringBuilder notes = new StringBuilder();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            notes.append(NOTES.get(random.nextInt(NOTES.size()))).append(". ");
        }
        return new Order(
                id,
                FIRST_DATE.plusDays(random.nextInt(4000)),
                CUSTOMERS.get(random.nextInt(CUSTOMERS.size())) + " " + random.nextInt(NUMBERS),
                BigDecimal.valueOf(random.nextLong(1, 10_000_000), 2),
                notes + "#" + id);
    }

    /** Writes the orders 1, 2, 3 … as CSV until the file has the size, or a little more; returns how many. */
    static long write(Path file, long size) throws IOException {
        long rows = 0;
        try (BufferedWriter csv = Files.newBufferedWriter(file)) {
            csv.write("id,order_date,customer,amount,notes\n");
            while (rows % 1000 != 0 || Files.size(file) < size) {
                csv.write(of(++rows).csv());
            }
        }
        return rows;
    }

    String csv() {
        return id + "," + date + "," + quoted(customer) + "," + amount + "," + quoted(notes) + "\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    void assertIs(JsonNode record) {
        assertThat(record.path("id").longValue()).isEqualTo(id);
        assertThat(record.path("order_date").asString()).isEqualTo(date.toString());
        assertThat(record.path("customer").asString()).isEqualTo(customer);
        assertThat(record.path("amount").decimalValue()).isEqualByComparingTo(amount);
        assertThat(record.path("notes").asString()).isEqualTo(notes);
        assertThat(record.size()).isEqualTo(5);
    }
}

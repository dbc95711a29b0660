package io.scry.ingestor.adapter.excel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Makes {@code samples/stock.xlsx}: run it from the project's root to make the sample anew. */
final class SampleStock {

    private static final List<String> ITEMS = List.of(
            "Copper wire, 2 mm", "Junction box", "Cable duct, 40 mm", "Circuit breaker", "Socket, double", "Dimmer");

    private SampleStock() {}

    public static void main(String[] args) throws IOException {
        Book book = Book.xlsx().row("sku", "item", "counted_on", "quantity", "unit_price", "value", "reorder", "note");
        for (int i = 0; i < 12; i++) {
            int row = i + 2;
            book.row(
                    "EL-" + (1001 + i),
                    ITEMS.get(i % ITEMS.size()) + (i < ITEMS.size() ? "" : ", black"),
                    LocalDate.of(2026, 1, 5 + i / 4),
                    (i * 37) % 50,
                    new Book.Formatted(1.4 + i * 2.35, "#,##0.00"),
                    new Book.Formula("D" + row + "*E" + row, true),
                    (i * 37) % 50 < 15,
                    i % 5 == 0 ? "Shelf " + (char) ('A' + i / 5) : null);
        }
        book.sheet("Suppliers")
                .row("supplier", "country")
                .row("Northwind Electrical", "GB")
                .row("Kabel & Co", "DE");
        Files.write(Path.of("samples", "stock.xlsx"), book.bytes());
    }
}

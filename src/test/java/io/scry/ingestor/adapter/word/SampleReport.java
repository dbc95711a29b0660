package io.scry.ingestor.adapter.word;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.XWPFAbstractNum;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFFootnote;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTLvl;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STNumberFormat;

/** Writes {@code samples/report.docx}. */
final class SampleReport {

    private static final List<List<String>> HOURS = List.of(
            List.of("Task", "Planned", "Spent"),
            List.of("Survey of the roof", "12", "14"),
            List.of("Wiring", "30", "27"),
            List.of("Inspection", "4", "4"));

    private SampleReport() {}

    public static void main(String[] args) throws IOException {
        Path samples = Files.createDirectories(Path.of("samples"));
        Files.write(samples.resolve("report.docx"), WordDocuments.made(SampleReport::fill));
    }

    private static void fill(XWPFDocument document) {
        describe(document.getProperties());
        document.createHeader(HeaderFooterType.DEFAULT)
                .createParagraph()
                .createRun()
                .setText("Northwind Electrical");
        WordDocuments.paragraph(document, "Title", "Site report: Mill Lane 8");
        WordDocuments.paragraph(document, "Heading1", "Summary");
        XWPFFootnote note = document.createFootnote();
        note.createParagraph().createRun().setText("Measured on 12 January 2026.");
        WordDocuments.paragraph(document, "", "The installation is complete; all circuits were measured.")
                .addFootnoteReference(note);
        WordDocuments.paragraph(document, "Heading1", "Hours");
        XWPFTable table = document.createTable(HOURS.size(), 3);
        for (int row = 0; row < HOURS.size(); row++) {
            for (int column = 0; column < 3; column++) {
                table.getRow(row).getCell(column).setText(HOURS.get(row).get(column));
            }
        }
        table.getRow(0).setRepeatHeader(true);
        WordDocuments.paragraph(document, "Heading1", "Still to do");
        BigInteger list = list(document);
        WordDocuments.paragraph(document, "", "Label the fuse box").setNumID(list);
        WordDocuments.paragraph(document, "", "Hand over the plans").setNumID(list);
    }

    private static void describe(POIXMLProperties properties) {
        Optional<Date> time = Optional.of(Date.from(Instant.parse("2026-01-14T09:30:00Z")));
        properties.getCoreProperties().setTitle("Site report: Mill Lane 8");
        properties.getCoreProperties().setCreator("Northwind Electrical");
        properties.getCoreProperties().setCreated(time);
        properties.getCoreProperties().setModified(time);
        properties.getExtendedProperties().setApplication("Scry Ingestor");
        properties.getExtendedProperties().setPages(1);
        properties.getCustomProperties().addProperty("Project", "INV-2026-0042");
    }

    private static BigInteger list(XWPFDocument document) {
        CTAbstractNum definition = CTAbstractNum.Factory.newInstance();
        definition.setAbstractNumId(BigInteger.ONE);
        CTLvl level = definition.addNewLvl();
        level.setIlvl(BigInteger.ZERO);
        level.addNewStart().setVal(BigInteger.ONE);
        level.addNewNumFmt().setVal(STNumberFormat.DECIMAL);
        level.addNewLvlText().setVal("%1.");
        BigInteger id = document.createNumbering().addAbstractNum(new XWPFAbstractNum(definition));
        return document.createNumbering().addNum(id);
    }
}

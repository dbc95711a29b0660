package io.scry.ingestor.adapter.word;

/** The text of a cell, box, note or header: paragraphs and rows on lines of their own, cells apart by tabs. */
final class FlatText implements Sink {

    private final Limits limits;
    private final StringBuilder text = new StringBuilder();
    private final References references = new References();
    private boolean rowStarted;

    FlatText(Limits limits) {
        this.limits = limits;
    }

    String text() {
        return text.toString();
    }

    References references() {
        return references;
    }

    boolean isEmpty() {
        return text.isEmpty() && references.isEmpty();
    }

    @Override
    public void paragraph(Block block) {
        line(block.numberedText());
        references.add(block.references());
    }

    @Override
    public void textBox(FlatText box) {
        line(box.text());
        references.add(box.references());
    }

    @Override
    public void startTable() {}

    @Override
    public void startRow() {
        line("");
        rowStarted = true;
    }

    @Override
    public void cell(String cell) {
        if (!rowStarted) {
            add("\t");
        }
        rowStarted = false;
        add(oneLine(cell));
    }

    @Override
    public void endRow() {
        rowStarted = false;
    }

    @Override
    public void endTable(TableShape shape, References inside) {
        references.add(inside);
    }

    /** A cell's text as it stands among others in a row. */
    static String oneLine(String cell) {
        return cell.replace('\n', ' ').replace('\t', ' ');
    }

    private void line(String line) {
        if (!text.isEmpty()) {
            add("\n");
        }
        add(line);
    }

    private void add(String characters) {
        limits.block((long) text.length() + characters.length());
        text.append(characters);
    }
}

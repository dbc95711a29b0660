package io.scry.ingestor.adapter.word;

import java.io.IOException;
import tools.jackson.core.JsonGenerator;

/** Writes blocks as objects of a JSON array, and their text to the combined one. */
final class BlockWriter implements Sink {

    private final JsonGenerator json;
    private final CombinedText text;
    private boolean firstCell;
    private boolean firstRow;

    BlockWriter(JsonGenerator json, CombinedText text) {
        this.json = json;
        this.text = text;
    }

    @Override
    public void paragraph(Block block) throws IOException {
        json.writeStartObject();
        json.writeStringProperty("type", block.kind().label());
        if (block.level() > 0) {
            json.writeNumberProperty("level", block.level());
        }
        ListCounter.Label label = block.label();
        if (label != null) {
            json.writeStringProperty("number", label.number());
            json.writeBooleanProperty("ordered", label.ordered());
        }
        if (block.style() != null) {
            json.writeStringProperty("style", block.style());
        }
        json.writeStringProperty("text", block.text());
        block.references().write(json);
        json.writeEndObject();
        text.start();
        text.add(block.numberedText());
    }

    @Override
    public void textBox(FlatText box) throws IOException {
        json.writeStartObject();
        json.writeStringProperty("type", "text_box");
        json.writeStringProperty("text", box.text());
        box.references().write(json);
        json.writeEndObject();
        text.start();
        text.add(box.text());
    }

    @Override
    public void startTable() {
        json.writeStartObject();
        json.writeStringProperty("type", "table");
        json.writeArrayPropertyStart("rows");
        firstRow = true;
    }

    @Override
    public void startRow() throws IOException {
        json.writeStartArray();
        firstCell = true;
        if (firstRow) {
            text.start();
        } else {
            text.add("\n");
        }
        firstRow = false;
    }

    @Override
    public void cell(String cell) throws IOException {
        json.writeString(cell);
        text.add(firstCell ? FlatText.oneLine(cell) : "\t" + FlatText.oneLine(cell));
        firstCell = false;
    }

    @Override
    public void endRow() {
        json.writeEndArray();
    }

    @Override
    public void endTable(TableShape shape, References references) {
        json.writeEndArray();
        shape.write(json);
        references.write(json);
        json.writeEndObject();
    }
}

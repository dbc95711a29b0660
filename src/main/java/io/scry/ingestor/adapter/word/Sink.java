package io.scry.ingestor.adapter.word;

import java.io.IOException;

/** Where blocks go as they are read. A table comes as its rows, and a row as its cells. */
sealed interface Sink permits BlockWriter, FlatText {

    void paragraph(Block block) throws IOException;

    void textBox(FlatText box) throws IOException;

    void startTable() throws IOException;

    void startRow() throws IOException;

    void cell(String text) throws IOException;

    void endRow() throws IOException;

    void endTable(TableShape shape, References references) throws IOException;
}

package io.scry.ingestor.adapter.soup;

import java.nio.charset.Charset;

/**
 * How bytes become characters.
 *
 * @param from how that is known: {@code option}, {@code bom}, {@code header}, {@code meta} or {@code detected}
 * @param markLength how many bytes a byte order mark takes
 */
record TextEncoding(Charset charset, String from, int markLength) {}

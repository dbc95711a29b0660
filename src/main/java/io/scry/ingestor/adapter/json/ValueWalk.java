package io.scry.ingestor.adapter.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonToken;

/**
 * Leads sinks through a value, token by token, without recursion. Names are made unique within their object before any
 * sink sees them.
 */
final class ValueWalk {

    private final Tokens tokens;
    private final Duplicates duplicates;
    private final List<ValueSink> sinks;
    private final Position position = new Position();
    private final List<NameRegister> registers = new ArrayList<>();

    ValueWalk(Tokens tokens, Duplicates duplicates, List<ValueSink> sinks) {
        this.tokens = tokens;
        this.duplicates = duplicates;
        this.sinks = sinks;
    }

    /** Goes through the value that begins with this token, to its end. */
    void all(JsonToken first) throws IOException, InterruptedException {
        step(first);
        while (position.depth() > 0) {
            step(tokens.nextInside());
        }
    }

    /** Takes one token of the value. */
    void step(JsonToken token) {
        switch (token) {
            case PROPERTY_NAME -> position.atName(duplicates.resolve(registers.get(position.depth() - 1), tokens));
            case END_OBJECT, END_ARRAY -> {
                position.leave();
                registers.get(position.depth()).clear();
                for (ValueSink sink : sinks) {
                    sink.end(position, token);
                }
            }
            case START_OBJECT, START_ARRAY -> {
                position.atNextValue();
                for (ValueSink sink : sinks) {
                    sink.start(position, token);
                }
                enter();
            }
            default -> {
                position.atNextValue();
                for (ValueSink sink : sinks) {
                    sink.scalar(position, token, tokens);
                }
            }
        }
    }

    private void enter() {
        if (registers.size() == position.depth()) {
            registers.add(new NameRegister(duplicates.budget()));
        }
        position.enter();
    }

    /** Where it is now. */
    Position position() {
        return position;
    }
}

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
    private final Place place = new Place();
    private final List<NameRegister> registers = new ArrayList<>();

    ValueWalk(Tokens tokens, Duplicates duplicates, List<ValueSink> sinks) {
        this.tokens = tokens;
        this.duplicates = duplicates;
        this.sinks = sinks;
    }

    /** Goes through the value that begins with this token, to its end. */
    void all(JsonToken first) throws IOException, InterruptedException {
        step(first);
        while (place.depth() > 0) {
            step(tokens.nextInside());
        }
    }

    /** Takes one token of the value. */
    void step(JsonToken token) {
        switch (token) {
            case PROPERTY_NAME -> place.atName(duplicates.resolve(registers.get(place.depth() - 1), tokens));
            case END_OBJECT, END_ARRAY -> {
                place.leave();
                registers.get(place.depth()).clear();
                for (ValueSink sink : sinks) {
                    sink.end(place, token);
                }
            }
            case START_OBJECT, START_ARRAY -> {
                place.atNextValue();
                for (ValueSink sink : sinks) {
                    sink.start(place, token);
                }
                enter();
            }
            default -> {
                place.atNextValue();
                for (ValueSink sink : sinks) {
                    sink.scalar(place, token, tokens);
                }
            }
        }
    }

    private void enter() {
        if (registers.size() == place.depth()) {
            registers.add(new NameRegister(duplicates.budget()));
        }
        place.enter();
    }

    /** Where it is now. */
    Place place() {
        return place;
    }
}

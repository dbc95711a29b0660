package io.scry.ingestor.records;

import static io.scry.ingestor.records.State.CANCELLED;
import static io.scry.ingestor.records.State.FAILED;
import static io.scry.ingestor.records.State.QUEUED;
import static io.scry.ingestor.records.State.RUNNING;
import static io.scry.ingestor.records.State.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StateTest {

    @Test
    void movesOnlyAsTheDesignSays() {
        Map<State, Set<State>> legal = Map.of(
                QUEUED, Set.of(RUNNING, CANCELLED),
                RUNNING, Set.of(SUCCEEDED, FAILED, CANCELLED, QUEUED),
                FAILED, Set.of(QUEUED),
                SUCCEEDED, Set.of(),
                CANCELLED, Set.of());
        assertThat(legal.keySet()).containsExactlyInAnyOrder(State.values());
        legal.forEach((from, to) -> assertThat(
                        Arrays.stream(State.values()).filter(from::mayBecome).collect(Collectors.toSet()))
                .as("after %s", from)
                .isEqualTo(to));
    }

    @Test
    void knowsWhereItMayComeFrom() {
        assertThat(CANCELLED.before()).isEqualTo(List.of("queued", "running"));
        assertThat(SUCCEEDED.before()).isEqualTo(List.of("running"));
    }

    @Test
    void namesThoseThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> State.of("done"))
                .withMessageContaining("queued, running, succeeded, failed, cancelled");
    }
}

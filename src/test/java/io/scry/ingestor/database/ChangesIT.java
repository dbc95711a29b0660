package io.scry.ingestor.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scry.ingestor.harness.ServiceInJvm;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

class ChangesIT {

    private final ServiceInJvm service = ServiceInJvm.shared();
    private final Changes changes = service.context().getBean(Changes.class);
    private final TransactionTemplate transaction = service.context().getBean(TransactionTemplate.class);
    private final AtomicInteger told = new AtomicInteger();

    private final Change first =
            new Change("INSERT INTO changed VALUES (?) ON CONFLICT DO NOTHING RETURNING id", List.of(1), this::tell);

    @BeforeEach
    void makeTable() {
        service.jdbc().sql("DROP TABLE IF EXISTS changed").update();
        service.jdbc()
                .sql("CREATE TABLE changed (id integer PRIMARY KEY CHECK (id < 100))")
                .update();
    }

    private void tell() {
        told.incrementAndGet();
    }

    /** A change that follows the first. */
    private Change then(int id) {
        return new Change("INSERT INTO changed SELECT ? FROM guard", List.of(id), this::tell);
    }

    private List<@Nullable Integer> rows() {
        return service.jdbc()
                .sql("SELECT id FROM changed ORDER BY id")
                .query(Integer.class)
                .list();
    }

    @Test
    void makesAll() {
        assertThat(changes.make(first, List.of(then(2), then(3)))).isTrue();
        assertThat(rows()).containsExactly(1, 2, 3);
        assertThat(told).hasValue(3);
    }

    @Test
    void makesOneThatDependsOnNoOther() {
        changes.make(then(4));
        assertThat(rows()).containsExactly(4);
        assertThat(told).hasValue(1);
    }

    @Test
    void makesNoneIfTheFirstChangesNothing() {
        changes.make(first, List.of());
        assertThat(changes.make(first, List.of(then(2)))).isFalse();
        assertThat(rows()).containsExactly(1);
        assertThat(told).as("only of the one that was made").hasValue(1);
    }

    @Test
    void makesNoneIfOneOfThemFails() {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> changes.make(first, List.of(then(2), then(100))));
        assertThat(rows()).isEmpty();
        assertThat(told).hasValue(0);
    }

    @Test
    void refusesOneThatTheFirstDoesNotGuard() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> changes.make(first, List.of(new Change("INSERT INTO changed VALUES (7)", List.of()))));
        assertThat(rows()).isEmpty();
    }

    @Test
    void tellsOfItWhenTheCallersTransactionCommits() {
        transaction.executeWithoutResult(status -> {
            changes.make(first, List.of(then(2)));
            assertThat(told).as("not yet").hasValue(0);
        });
        assertThat(told).hasValue(2);
        transaction.executeWithoutResult(status -> {
            changes.make(then(5));
            status.setRollbackOnly();
        });
        assertThat(rows()).containsExactly(1, 2);
        assertThat(told).as("nothing of what was rolled back").hasValue(2);
    }
}

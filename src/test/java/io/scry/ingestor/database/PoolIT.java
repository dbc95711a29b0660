package io.scry.ingestor.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.ServiceInJvm;
import org.junit.jupiter.api.Test;

class PoolIT {

    /** The limit itself is PostgreSQL's. */
    @Test
    void limitsHowLongATransactionMayDoNothing() {
        assertThat(ServiceInJvm.shared()
                        .jdbc()
                        .sql("SHOW idle_in_transaction_session_timeout")
                        .query(String.class)
                        .single())
                .isEqualTo("1min");
    }
}

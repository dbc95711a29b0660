package io.scry.ingestor.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://u:p@h:5433/db, jdbc:postgresql://h:5433/db, u, p",
        "postgres://u@h/db, jdbc:postgresql://h/db, u,",
        "postgresql://h, jdbc:postgresql://h/,,",
        "postgresql:///db, jdbc:postgresql://localhost/db,,",
        "postgresql+psycopg2://u:p@h/db, jdbc:postgresql://h/db, u, p",
        "postgresql://u:a%40b%2Fc+d@h/db, jdbc:postgresql://h/db, u, a@b/c+d",
        "postgresql://u:p@h1:1/db?sslmode=require&connect_timeout=3, "
                + "jdbc:postgresql://h1:1/db?sslmode=require&connectTimeout=3, u, p",
        "postgresql://u:p@[::1]:5432/db, jdbc:postgresql://[::1]:5432/db, u, p",
        "jdbc:postgresql://h/db?user=u&password=p, jdbc:postgresql://h/db?user=u&password=p,,"
    })
    void readsBothForms(String url, String jdbc, String user, String password) {
        assertThat(DatabaseUrl.parse(url)).isEqualTo(new DatabaseUrl(jdbc, user, password));
    }

    @Test
    void doesNotRepeatWhatMayHoldAPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseUrl.parse("mysql://root:hunter2@h/db"))
                .withMessageContaining("postgresql://user:password@host:port/name")
                .withMessageNotContaining("hunter2");
        assertThat(DatabaseUrl.parse("postgresql://u:hunter2@h/db").toString()).doesNotContain("hunter2");
    }
}

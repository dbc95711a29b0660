package io.scry.ingestor;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.scry.ingestor.devservices.DevServices;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Stands in for the service in a JVM that {@link TestScryIngestor} sets up; says where the servers' data is, and, when
 * it is closed, whether its servers still answer.
 */
final class FakeService {

    static final String DATA = "The servers' data is in ";
    static final String CLOSED = "The service has closed, and all servers answered until then.";

    // Not static, so that test-run finds one main class only.
    void main() throws Exception {
        TestScryIngestor.run(environment -> new SpringApplicationBuilder(FakeService.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.keep-alive=true")
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(
                                Work.class,
                                () -> new Work(
                                        URI.create(environment.getOrDefault("SCRY_DATABASE_URL", "")),
                                        environment.getOrDefault("SCRY_REDIS_URL", ""),
                                        environment.getOrDefault("SCRY_KAFKA_BOOTSTRAP_SERVERS", ""))))
                .run());
    }

    private record Work(URI database, String redis, String kafka) implements InitializingBean, DisposableBean {

        @Override
        public void afterPropertiesSet() throws Exception {
            System.out.println(DATA + Path.of(select("SHOW data_directory")).getParent());
        }

        @Override
        public void destroy() throws Exception {
            select("SELECT 1");
            try (RedisClient client = RedisClient.create(redis);
                    StatefulRedisConnection<String, String> connection = client.connect()) {
                connection.sync().ping();
            }
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
                admin.describeCluster().nodes().get(5, TimeUnit.SECONDS);
            }
            System.out.println(CLOSED);
        }

        private String select(String sql) throws Exception {
            try (Connection connection = DevServices.connect(database);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}

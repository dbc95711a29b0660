# The service, unpacked, with the AOT cache of a start in this very image.
#
#   docker build -t scry-ingestor .

# A JDK 25 to build with, and a Java 25 to run with; both with a shell.
ARG BUILD_IMAGE=docker.io/library/eclipse-temurin:25-jdk
ARG RUN_IMAGE=docker.io/library/eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY . .
RUN ./mvnw -B -q -Dmaven.test.skip=true package \
 && java -Djarmode=tools -jar target/scry-ingestor-*.jar extract --layers --destination layers \
 && mv layers/application/scry-ingestor-*.jar layers/application/scry-ingestor.jar

FROM ${RUN_IMAGE}
# For those who look for trouble, and for health checks.
RUN command -v curl \
 || { apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*; }
WORKDIR /app
# What changes seldom comes first.
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY config config
# The cache is good for this Java, these files with their times, and nothing
# else. There are no services here, and a start needs none; its clean end
# writes the cache.
RUN export SCRY_ENVIRONMENT=production SCRY_DATABASE_URL=postgresql://nobody@localhost:1/none \
      SCRY_REDIS_URL=redis://localhost:1 SCRY_KAFKA_BOOTSTRAP_SERVERS=localhost:1; \
    java -XX:AOTCacheOutput=service.aot -Dspring.aot.enabled=true \
      -Djdk.reflect.useNativeAccessorOnly=true -jar scry-ingestor.jar & \
    timeout 300 sh -c 'until curl -fsS localhost:8000/health localhost:8000/ready localhost:8000/metrics; do sleep 1; done' \
      > /dev/null 2>&1; \
    kill $! && wait $!
# Fails if the cache cannot be used.
RUN SCRY_DATABASE_URL=postgresql://nobody@localhost:1/none \
    java -XX:G1HeapRegionSize=4m -XX:AOTCache=service.aot -XX:AOTMode=on -jar scry-ingestor.jar --check-config
EXPOSE 8000
USER 10001:10001
# Threads that compile stand back for those that start the service, and the
# JVM does not say that raising priorities would need root. With regions of
# 4 MiB pieces of 1 MiB are not large to G1, which would mark the heap for them.
ENTRYPOINT ["java", "-XX:ThreadPriorityPolicy=1", "-XX:CompilerThreadPriority=10", "-XX:-PrintWarnings", "-XX:G1HeapRegionSize=4m", "-XX:AOTCache=service.aot", "-Dspring.aot.enabled=true", "-Djdk.reflect.useNativeAccessorOnly=true", "-jar", "scry-ingestor.jar"]
LABEL org.opencontainers.image.title="Scry Ingestor" \
      org.opencontainers.image.description="Turns documents and data of seven kinds into one payload, keeps it, and announces it." \
      org.opencontainers.image.version="1.0.0" \
      org.opencontainers.image.licenses="Apache-2.0"

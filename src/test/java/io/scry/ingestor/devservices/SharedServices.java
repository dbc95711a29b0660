package io.scry.ingestor.devservices;

/**
 * The one set of servers that all tests of a JVM share, started when the first asks.
 *
 * <p>Nothing here stops them: their guard does when the JVM is gone, and so after the shutdown hooks of every
 * application context that still uses them.
 */
public final class SharedServices {

    private SharedServices() {}

    public static DevServices get() {
        return Holder.SERVICES;
    }

    private static final class Holder {

        private static final DevServices SERVICES = start();

        private static DevServices start() {
            try {
                return DevServices.start();
            } catch (Exception e) { // The boundary: a static initializer may throw no checked exception.
                throw new IllegalStateException("The servers that the tests need did not start", e);
            }
        }
    }
}

package io.scry.ingestor.settings;

/**
 * Something that has to do more on a change of the settings than to ask for them the next time: a bean that was built from
 * them, such as a pool of threads. What asks {@link ActiveSettings} whenever it needs them is no subscriber.
 */
public interface SettingsSubscriber {

    /** What it is, for errors and the log. */
    String name();

    /**
     * Gets ready for a change, and changes nothing that anybody could see. Called in one thread, one change at a time,
     * before the snapshot is swapped.
     *
     * @param active what holds now
     * @param next what is to hold instead
     * @return what makes it take effect, or takes the preparation back
     * @throws Exception to refuse the change as a whole; the message is for whoever asked for it
     */
    Change prepare(Settings active, Settings next) throws Exception;

    /** A prepared change. Exactly one of its two methods is called, once. */
    interface Change {

        /** Nothing has to be done. */
        Change NONE = () -> {};

        /** Makes it take effect, after the snapshot was swapped. Must be quick and must not fail. */
        void apply();

        /** Takes the preparation back: somebody else has refused. */
        default void discard() {}
    }
}

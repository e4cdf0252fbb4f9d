package io.pinpipe.json;

import io.pinpipe.PostEvent;

/**
 * What a record turned out to be: an event, or the reason why it is none.
 *
 * <p>Immutable and safe for use by many threads.
 */
public sealed interface Decoded {

    /**
     * A record that holds an event.
     *
     * @param event the event
     */
    record Event(PostEvent event) implements Decoded {}

    /**
     * A record that does not.
     *
     * @param reason why, for programs
     * @param detail why, for people: one phrase that names what was found, and the field where there is one
     */
    record Failed(DecodeFailure reason, String detail) implements Decoded {}
}

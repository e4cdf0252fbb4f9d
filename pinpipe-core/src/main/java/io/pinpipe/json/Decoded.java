package io.pinpipe.json;

import io.pinpipe.PostEvent;

/**
 * The result of decoding a record: an event, or the reason why it is not one.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface Decoded {

    /**
     * A record that contains an event.
     *
     * @param event the event
     */
    record Event(PostEvent event) implements Decoded {}

    /**
     * A record that does not contain an event.
     *
     * @param reason the reason, for programs
     * @param detail the reason, for people: a phrase that describes what was found, and in which field
     */
    record Failed(DecodeFailure reason, String detail) implements Decoded {}
}

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
    record Failed(Failure reason, String detail) implements Decoded {}

    /** Why a record of a topic or stream is not an event: a small fixed set to switch on. */
    enum Failure {
        /**
         * No bytes, whitespace, {@code ""}, {@code null} or an empty array: what a gateway stores for a request without
         * data.
         */
        EMPTY("empty"),
        /** More bytes than the reader accepts for one record. */
        TOO_LONG("too-long"),
        /** Neither JSON nor base64 of JSON. */
        NOT_JSON("not-json"),
        /** JSON, but not an object with fields of a pin, place or user. */
        NOT_A_POST("not-a-post"),
        /** An event of a different kind than this topic or stream is for. */
        WRONG_KIND("wrong-kind"),
        /** An array of more than one record. */
        SEVERAL_RECORDS("several-records"),
        /** An event of the right kind with a missing or unreadable field. */
        INVALID_FIELD("invalid-field");

        private final String label;

        Failure(String label) {
            this.label = label;
        }

        /**
         * Returns the failure's name in summaries, metric tags and quarantine tables.
         *
         * @return such as {@code not-json}
         */
        public String label() {
            return label;
        }
    }
}

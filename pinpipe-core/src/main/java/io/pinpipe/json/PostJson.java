package io.pinpipe.json;

import io.pinpipe.Kind;
import io.pinpipe.PostEvent;

/** placeholder. */
public final class PostJson {

    private PostJson() {}

    /**
     * Encodes.
     *
     * @param event the event
     * @return bytes
     * @throws InvalidPostException when invalid
     */
    public static byte[] encode(PostEvent event) {
        throw new UnsupportedOperationException();
    }

    /**
     * Decodes.
     *
     * @param kind the kind
     * @param json bytes
     * @return event
     * @throws InvalidPostException when invalid
     */
    public static PostEvent decode(Kind kind, byte[] json) {
        throw new UnsupportedOperationException();
    }
}

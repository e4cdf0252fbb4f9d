package io.pinpipe.spi;

import io.pinpipe.PostEvent;

/** One event in a batch, with the bytes to put on the wire. */
public interface Message {

    /**
     * The event; its {@link PostEvent#index() index} is the ordering key, and the usual key on the wire.
     *
     * @return the event
     */
    PostEvent event();

    /**
     * The event's canonical JSON in UTF-8.
     *
     * @return the bytes themselves, not a copy: not to be changed, and not to be read after the attempt has ended
     */
    byte[] value();
}

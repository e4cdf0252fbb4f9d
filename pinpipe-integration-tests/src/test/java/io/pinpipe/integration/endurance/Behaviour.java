package io.pinpipe.integration.endurance;

import java.io.IOException;

/**
 * What a server does with each connection.
 *
 * @param name what it does, as the end of a sentence that begins with "a server"
 * @param events how many events are sent to it
 * @param script what it does
 */
record Behaviour(String name, int events, Script script) {

    private static final int FEW = 3;

    /** Plays one connection, or one request of it. */
    @FunctionalInterface
    interface Script {
        void play(Exchange exchange) throws IOException;
    }

    static Behaviour server(String name, Script script) {
        return new Behaviour(name, FEW, script);
    }

    @Override
    public String toString() {
        return name;
    }
}

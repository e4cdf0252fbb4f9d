package io.pinpipe.integration.endurance;

import io.pinpipe.Publisher;
import io.pinpipe.testkit.InMemoryPublisher;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Opens a publisher of any transport by the address of its target. */
final class Targets {

    /** The address of a publisher in memory, a new one in each call. */
    static final String MEMORY = "memory:";

    private Targets() {}

    static Publisher open(String target, Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        all.put("userId", "u");
        return target.equals(MEMORY)
                ? InMemoryPublisher.builder().options(all).build()
                : Publisher.open(URI.create(target), all);
    }
}

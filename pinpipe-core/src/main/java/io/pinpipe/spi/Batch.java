package io.pinpipe.spi;

import java.util.List;

/**
 * What one attempt carries to one destination; holds at most one message of each ordering key.
 *
 * @param destination the topic or stream
 * @param messages at least one message, in the order in which they were sent; immutable
 */
public record Batch(String destination, List<? extends Message> messages) {}

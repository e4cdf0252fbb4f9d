package io.pinpipe.transport;

import io.pinpipe.Message;
import java.util.List;

/**
 * The messages of one attempt, all for one destination; contains at most one message of each key unless ordering is
 * disabled.
 *
 * @param destination the topic or stream
 * @param messages at least one message, in the order of their sends; immutable
 */
public record Batch(String destination, List<Message> messages) {}

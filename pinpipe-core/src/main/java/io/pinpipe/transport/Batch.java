package io.pinpipe.transport;

import io.pinpipe.Message;
import java.util.List;

/**
 * What one attempt carries to one destination; holds at most one message of each key, unless order was given up.
 *
 * @param destination the topic or stream
 * @param messages at least one message, in the order in which they were sent; immutable
 */
public record Batch(String destination, List<Message> messages) {}

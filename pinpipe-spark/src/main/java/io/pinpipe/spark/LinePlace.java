package io.pinpipe.spark;

import org.apache.hadoop.fs.Path;

/**
 * The position of a line.
 *
 * @param file the file that contains it
 * @param at the offset of its first byte, after decompression
 */
public record LinePlace(Path file, long at) {}

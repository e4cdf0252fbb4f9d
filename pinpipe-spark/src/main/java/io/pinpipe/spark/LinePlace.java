package io.pinpipe.spark;

import org.apache.hadoop.fs.Path;

/**
 * Where a line stands.
 *
 * @param file the file that holds it
 * @param at the byte at which it begins, after decompression
 */
public record LinePlace(Path file, long at) {}

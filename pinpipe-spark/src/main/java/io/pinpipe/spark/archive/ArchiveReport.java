package io.pinpipe.spark.archive;

/**
 * What one run of {@link TopicArchive} wrote.
 *
 * @param records how many records, from 0
 * @param objects how many objects they are in, from 0
 * @param wrapped how many of the records were no JSON and are archived as a JSON text
 */
public record ArchiveReport(long records, long objects, long wrapped) {}

package io.pinpipe.spark.archive;

/**
 * The result of one run of {@link TopicArchive}.
 *
 * @param records the number of records written, from 0
 * @param objects the number of objects written, from 0
 * @param wrapped the number of records that were not JSON and are archived as JSON strings
 */
public record ArchiveReport(long records, long objects, long wrapped) {}

package io.pinpipe.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * The results of one execution of the program, as written to a file.
 *
 * @param command the arguments of the program
 * @param date the time of writing in UTC, such as {@code 2026-01-31T12:00:00Z}
 * @param machine the machine
 * @param results the comparisons
 */
public record Report(String command, String date, Machine machine, List<Result> results) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final double MEBIBYTE = 1024.0 * 1024;

    /** Copies the list. */
    public Report {
        results = List.copyOf(results);
    }

    /**
     * Creates a report with the current time and machine.
     *
     * @param command the arguments of the program
     * @param results the comparisons
     * @return the report
     */
    static Report now(String command, List<Result> results) {
        return new Report(command, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), Machine.here(), results);
    }

    /**
     * Reads a report from a file.
     *
     * @param file a file written by {@link #write}
     * @return the report
     * @throws IOException when it cannot be read, or is not a report
     */
    public static Report read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Report.class);
    }

    /** Writes the report as JSON. */
    void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        JSON.writeValue(file.toFile(), this);
    }

    /** Returns whether no candidate lost a record. */
    boolean complete() {
        return results.stream().allMatch(Result::complete);
    }

    /** Formats a result as a table. */
    static String table(Result result) {
        int width = result.standings().stream()
                .mapToInt(standing -> standing.name().length())
                .max()
                .orElse(0);
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, %d rounds%n%-" + width + "s  %12s %26s %9s %10s %14s %11s%n",
                result.name(),
                result.rounds(),
                "",
                result.unit() + "/s",
                "min..max",
                "ratio",
                "CPU s/M",
                "allocated MiB/M",
                result.unit()));
        for (Score standing : result.standings()) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-" + width + "s  %12s %26s %9s %10.3f %15.1f %11s%s%n",
                    standing.name(),
                    rate(standing.recordsPerSecond()),
                    rate(standing.slowest()) + ".." + rate(standing.fastest()),
                    standing.limit() ? "1" : ratio(standing.ratio()),
                    standing.cpuSecondsPerMillion(),
                    standing.allocatedBytesPerMillion() / MEBIBYTE,
                    String.format(Locale.ROOT, "%,d", standing.records()),
                    losses(standing)));
        }
        return table.toString();
    }

    private static String losses(Score standing) {
        return (standing.lost() == 0 ? "" : "  LOST " + standing.lost())
                + (standing.missing() == 0 ? "" : "  NOT FOUND " + standing.missing());
    }

    private static String rate(double rate) {
        return String.format(Locale.ROOT, rate < 100 ? "%.2f" : "%,.0f", rate);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 0.1 ? "%.5f" : ratio < 100 ? "%.3f" : "%,.0f", ratio);
    }
}

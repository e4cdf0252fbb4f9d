package io.pinpipe.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private long arrived;

    @Test
    void theCommandWritesWhatItPrintsAsJson() throws Exception {
        Path file = folder.resolve("new").resolve("report.json");

        int status = run(10, "--records", "10", "--rounds", "2", "--out", file.toString());

        Report report = Report.read(file);
        assertThat(status).isZero();
        assertThat(report.command()).isEqualTo("compare some --records 10 --rounds 2");
        assertThat(report.machine().cores()).isPositive();
        assertThat(report.results()).singleElement().satisfies(result -> {
            assertThat(result.rounds()).isEqualTo(2);
            assertThat(result.standings()).extracting(Score::name).containsExactly("limit", "other");
            assertThat(out.toString()).contains(Report.table(result));
        });
    }

    @Test
    void aLostRecordIsAFailure() {
        assertThat(run(9)).isEqualTo(1);
        assertThat(out.toString()).contains("NOT FOUND 1");
    }

    @Test
    void aWordThatNothingHasIsWrongUse() {
        assertThat(run(10, "--only", "nothing")).isEqualTo(2);
        assertThat(err.toString()).contains("Nothing in 'some' has nothing in its name");
    }

    @Test
    void anUnknownComparisonIsWrongUse() {
        assertThat(command().execute("else")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown comparison 'else'; known are some.");
    }

    @Test
    void noRoundsAreWrongUse() {
        assertThat(run(10, "--rounds", "0")).isEqualTo(2);
    }

    private int run(long arrived, String... options) {
        this.arrived = arrived;
        List<String> arguments = new ArrayList<>(List.of("some"));
        arguments.addAll(List.of(options));
        return command().execute(arguments.toArray(String[]::new));
    }

    private CommandLine command() {
        return new CommandLine(new CompareCommand(Map.of("some", new Some())))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
    }

    private final class Some implements Suite {

        @Override
        public long defaultRecords() {
            return 10;
        }

        @Override
        public void run(Compare compare, Load load) throws Exception {
            compare.run(new Comparison(
                    "comparison",
                    "records",
                    "limit",
                    List.of(
                            Scripted.complete("limit", new ArrayList<>()),
                            new Scripted("other", load.records(), load.records(), arrived, new ArrayList<>()))));
        }
    }
}

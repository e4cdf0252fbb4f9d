package io.pinpipe.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CompareCommandTest {

    @Test
    void theTablesThatAreDoneArePrintedWhenAComparisonBreaks() {
        Suite suite = new Suite() {
            @Override
            public long defaultRecords() {
                return 10;
            }

            @Override
            public void run(Compare compare, Load load) throws Exception {
                List<String> calls = new ArrayList<>();
                compare.run(new Comparison("the first", "records", "a", List.of(Scripted.complete("a", calls))));
                throw new IllegalStateException("the broker is gone");
            }
        };
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exitCode = new CommandLine(new CompareCommand(Map.of("x", suite)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("x", "--rounds", "1");

        assertThat(exitCode).isNotZero();
        assertThat(out.toString()).contains("the first, 1 rounds");
        assertThat(err.toString()).contains("compare x failed", "server-logs", "the broker is gone");
    }
}

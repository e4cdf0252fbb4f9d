package io.pinpipe.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {

    @Test
    void everyBenchmarkRuns() throws RunnerException {
        var options = new OptionsBuilder()
                .include("io\\.pinpipe\\.benchmarks\\..*")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();

        assertThat(new Runner(options).run())
                .extracting(result -> result.getParams().getBenchmark().replaceAll(".*\\.(.*)\\..*", "$1"))
                .containsOnly(
                        "CleaningBenchmark",
                        "HandOffBenchmark",
                        "JsonBenchmark",
                        "LineCleaningBenchmark",
                        "PinJsonBenchmark");
    }
}

package io.pinpipe.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.User;
import io.pinpipe.clean.CleanGeo;
import io.pinpipe.clean.CleanPin;
import io.pinpipe.clean.CleanUser;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.GeoCleaner;
import io.pinpipe.clean.PinCleaner;
import io.pinpipe.clean.UserCleaner;
import io.pinpipe.testkit.GeneratedPosts;
import java.util.Objects;
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

        assertThat(new Runner(options).run()).hasSize(11);
    }

    @Test
    void theContestantsGiveTheSame() {
        for (Post post : GeneratedPosts.of(1, 2_000)) {
            Pin pin = Objects.requireNonNull(post.pin());
            Geo geo = Objects.requireNonNull(post.geo());
            User user = Objects.requireNonNull(post.user());
            CleanPin cleanPin = ((Kept<CleanPin>) new PinCleaner().clean(pin)).value();
            CleanUser cleanUser = ((Kept<CleanUser>) new UserCleaner().clean(user)).value();

            assertThat(RegexCleaning.clean(pin)).isEqualTo(cleanPin);
            assertThat(CompiledRegexCleaning.clean(pin)).isEqualTo(cleanPin);
            assertThat(RegexCleaning.clean(user)).isEqualTo(cleanUser);
            assertThat(CompiledRegexCleaning.clean(user)).isEqualTo(cleanUser);
            assertThat(RegexCleaning.clean(geo)).isEqualTo(((Kept<CleanGeo>) new GeoCleaner().clean(geo)).value());
        }
    }
}

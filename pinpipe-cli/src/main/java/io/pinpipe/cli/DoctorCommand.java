package io.pinpipe.cli;

import io.pinpipe.cli.doctor.Diagnosis;
import io.pinpipe.cli.doctor.Doctor;
import io.pinpipe.cli.doctor.Target;
import io.pinpipe.cli.internal.ExitCode;
import io.pinpipe.cli.internal.JsonLine;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks each hop from the database to the target, and names the one that fails. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks each hop from the database to the target and prints whether it works, what it found,"
                + " and the remedy. Writes nothing, unless --send-test is given. docs/doctor.md explains each line.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all hops that were checked work", "1:a hop is wrong", "2:invalid arguments"})
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseOption database;

    @Option(
            names = "--to",
            paramLabel = "URI",
            converter = AddressConverter.class,
            description = "The target: kafka://host:port[,host:port], the address of a Kafka REST proxy before /topics,"
                    + " kinesis://region, or kinesis+https:// and the address of a gateway before /streams.")
    private @Nullable URI target;

    @Option(
            names = "--user-id",
            paramLabel = "ID",
            description = "The user of the topics or streams to check; without it they are skipped.")
    private @Nullable String userId;

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description =
                    "Properties file in UTF-8: the Kafka client's settings for kafka://…, such as a login; request"
                            + " headers for http addresses, such as x-api-key.")
    private @Nullable Path properties;

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "A setting of the publisher, such as sigV4=us-east-1; may be repeated. See docs/defaults.md.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--send-test", description = "Write one marked test event to each of the user's topics or streams.")
    private boolean sendTest;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            description = "The timeout of each connection and response, such as 5s; 10s by default.",
            converter = DurationConverter.class)
    private Duration timeout = Doctor.DEFAULT_TIMEOUT;

    @Option(names = "--json", description = "End the output with the findings as one line of JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        checkUse();
        PrintWriter out = spec.commandLine().getOut();
        Doctor doctor = new Doctor(timeout, finding -> out.println(finding.line()));
        Target asked = target == null ? null : target(target);
        if (database.isGiven()) {
            doctor.database(database::credentials);
        }
        if (asked != null) {
            doctor.target(asked);
        }
        Diagnosis diagnosis = doctor.diagnosis();
        if (json) {
            out.println(JsonLine.of(diagnosis.fields()));
        }
        return diagnosis.isWell() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void checkUse() {
        if (target == null && !database.isGiven()) {
            throw new ParameterException(spec.commandLine(), "Specify what to check: --db, --to or both");
        }
        if (target == null && sendTest) {
            throw new ParameterException(spec.commandLine(), "--send-test needs --to and --user-id");
        }
        if (sendTest && userId == null) {
            throw new ParameterException(
                    spec.commandLine(), "--send-test needs --user-id, which names the" + " topics to write to");
        }
    }

    private Target target(URI uri) {
        return new Target(uri, userId, TargetOptions.settings(uri, options, properties), sendTest);
    }
}

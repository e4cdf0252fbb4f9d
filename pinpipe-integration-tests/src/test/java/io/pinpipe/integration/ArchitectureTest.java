package io.pinpipe.integration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages point one way. */
class ArchitectureTest {

    private static final String[] CORE = {
        "io.pinpipe",
        "io.pinpipe.clean..",
        "io.pinpipe.emulation..",
        "io.pinpipe.internal..",
        "io.pinpipe.json..",
        "io.pinpipe.metrics..",
        "io.pinpipe.replay..",
        "io.pinpipe.transport.."
    };
    private static final String[] TRANSPORTS = {"io.pinpipe.rest..", "io.pinpipe.kafka..", "io.pinpipe.kinesis.."};
    private static final String[] BESIDE_CORE = {
        "io.pinpipe.rds..",
        "io.pinpipe.rest..",
        "io.pinpipe.kafka..",
        "io.pinpipe.kinesis..",
        "io.pinpipe.testkit..",
        "io.pinpipe.cli..",
        "io.pinpipe.examples..",
        "io.pinpipe.integration.."
    };

    private static final DescribedPredicate<JavaClass> ARE_PARTS_OF_POSTS = DescribedPredicate.describe(
            "are parts of posts",
            type -> Set.of(Pin.class, Geo.class, User.class, Post.class, PostEvent.class).stream()
                    .anyMatch(type::isEquivalentTo));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.pinpipe");

    @Test
    void coreKnowsNoTransportAndNoTestkit() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BESIDE_CORE)
                .check(CLASSES);
    }

    @Test
    void aTransportKnowsCoreAlone() {
        classes()
                .that()
                .resideInAnyPackage(TRANSPORTS)
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage(
                        "io.pinpipe.testkit..",
                        "io.pinpipe.cli..",
                        "io.pinpipe.examples..",
                        "io.pinpipe.rds..",
                        "io.pinpipe.emulation..",
                        "io.pinpipe.replay..")))
                .check(CLASSES);
    }

    @Test
    void theSourceKnowsCoreAloneAndNothingOfDelivery() {
        noClasses()
                .that()
                .resideInAPackage("io.pinpipe.rds..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(TRANSPORTS)
                        .or(resideInAnyPackage(
                                "io.pinpipe.transport..",
                                "io.pinpipe.emulation..",
                                "io.pinpipe.replay..",
                                "io.pinpipe.testkit..",
                                "io.pinpipe.cli..",
                                "io.pinpipe.examples..")))
                .check(CLASSES);
    }

    /** Posts become messages in {@code PostMessages}, which {@code EnginePublisher} calls; nothing else knows them. */
    @Test
    void theEngineAndTheTransportsCarryMessagesAndKnowNoPosts() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.pinpipe.transport..", "io.pinpipe.rest..", "io.pinpipe.kafka..", "io.pinpipe.kinesis..")
                .and()
                .doNotHaveSimpleName("PostMessages")
                .and()
                .doNotHaveSimpleName("EnginePublisher")
                .should()
                .dependOnClassesThat(ARE_PARTS_OF_POSTS)
                .check(CLASSES);
    }

    @Test
    void noTransportKnowsAnother() {
        slices().matching("io.pinpipe.(rest|kafka|kinesis)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void theTestkitKnowsNoTransportAndNoServer() {
        noClasses()
                .that()
                .resideInAPackage("io.pinpipe.testkit")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(TRANSPORTS).or(resideInAPackage("io.pinpipe.testkit.servers..")))
                .check(CLASSES);
    }

    @Test
    void theProgramKnowsNoServer() {
        noClasses()
                .that()
                .resideInAPackage("io.pinpipe.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.pinpipe.testkit.servers..", "io.pinpipe.examples..")
                .check(CLASSES);
    }

    @Test
    void theServersKnowNothingOfTheProduct() {
        classes()
                .that()
                .resideInAPackage("io.pinpipe.testkit.servers..")
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage("io.pinpipe..")).or(resideInAPackage("io.pinpipe.testkit.servers..")))
                .check(CLASSES);
    }

    @Test
    void jsonAndCleaningKnowNothingOfDeliveryAndOfRuns() {
        noClasses()
                .that()
                .resideInAnyPackage("io.pinpipe.json..", "io.pinpipe.clean..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.pinpipe.transport..", "io.pinpipe.emulation..", "io.pinpipe.replay..")
                .check(CLASSES);
    }

    @Test
    void runsKnowNothingOfTheEngineAndOfEachOther() {
        noClasses()
                .that()
                .resideInAnyPackage("io.pinpipe.emulation..", "io.pinpipe.replay..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.pinpipe.transport..")
                .check(CLASSES);
        slices().matching("io.pinpipe.(emulation|replay)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void noPackageIsSplitAmongModules() {
        Map<String, Set<String>> modulesOfPackage = CLASSES.stream()
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName, Collectors.mapping(ArchitectureTest::module, Collectors.toSet())));

        assertThat(modulesOfPackage)
                .allSatisfy((name, modules) -> assertThat(modules)
                        .as("modules with the package %s", name)
                        .hasSize(1));
    }

    /** The jar or the folder that a class was read from. */
    private static String module(JavaClass type) {
        String uri = type.getSource().orElseThrow().getUri().toString();
        return uri.substring(0, uri.length() - (type.getName().replace('.', '/') + ".class").length());
    }
}

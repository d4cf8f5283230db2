package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no Jackson of the supported range may make of a document as long as a body can be: an error that gets out, or
 * work out of proportion. Newer ones refuse such documents, older ones read on: both will do.
 */
class HostileJsonTest {

    private static final int LENGTH = Exchange.BODY_LIMIT;

    static List<String> documents() {
        return List.of(
                "[".repeat(LENGTH),
                "{\"a\":".repeat(LENGTH / 5),
                "[{\"a\":".repeat(LENGTH / 6),
                "[".repeat(200_000) + "]".repeat(50_000),
                "9".repeat(100_000),
                "-" + "9".repeat(100_000) + "." + "9".repeat(100_000) + "e999999999",
                "1e" + "9".repeat(100_000),
                "\"" + "a".repeat(LENGTH - 2) + "\"",
                "\"" + "\\u0000".repeat(LENGTH / 6) + "\"",
                "{\"" + "a".repeat(200_000) + "\":1}",
                "[" + "{},".repeat(LENGTH / 3),
                "\u0000".repeat(1_000),
                "\uD800\uD800");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatStandsBeforeAHostileMemberIsRead(String hostile) {
        JsonMembers members = JsonMembers.read("{\"typeKey\":\"x\",\"count\":1,\"hostile\":" + hostile + "}");

        assertThat(members.string("/typeKey")).contains("x");
        assertThat(members.hasNumber("/count")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aHostileDocumentIsReadWithoutHarm(String hostile) {
        JsonMembers members = JsonMembers.read(hostile);

        assertThat(members.string("/typeKey")).isEmpty();
        assertThat(members.hasNumber("/count")).isFalse();
    }

    /** If the pointer of each member repeated the long names of its parents, they would take gigabytes. */
    @Test
    void longNamesOfParentsAreNotRepeatedForEachMember() {
        StringBuilder document = new StringBuilder();
        for (int depth = 1; depth < 4; depth++) {
            document.append("{\"").append("a".repeat(49_000)).append("\":");
        }
        for (int i = 0; document.length() < LENGTH - 20; i++) {
            document.append(i == 0 ? '{' : ',').append('"').append(i).append("\":1");
        }
        document.append("}}}}");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

        JsonMembers members = JsonMembers.read(document.toString());

        assertThat(members.wellFormed()).isTrue();
        assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
                .isLessThan(100L * LENGTH);
    }

    /** Hash collisions, if names were kept: these all have the same {@link String#hashCode}. */
    @Test
    void namesThatCollideCostNoMoreThanOthers() {
        StringBuilder document = new StringBuilder("{");
        for (int i = 0; i < 1 << 12; i++) {
            document.append('"');
            for (int bit = 0; bit < 12; bit++) {
                document.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            document.append("\":\"\",");
        }

        JsonMembers members =
                JsonMembers.read(document.append("\"last\":\"x\"}").toString());

        assertThat(members.wellFormed()).isTrue();
        assertThat(members.string("/last")).contains("x");
    }
}

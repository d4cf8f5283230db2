package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests long documents that are designed to overload a parser. New versions of Jackson refuse them, and old versions
 * read them. Both are correct if nothing is thrown and the cost is proportional to the length.
 */
class HostileJsonTest {

    private static final int LENGTH = Answer.BODY_LIMIT;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

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
    void theMembersBeforeAHostileMemberAreReadInALimitedAmountOfMemory(String hostile) {
        String document = "{\"typeKey\":\"x\",\"count\":1,\"hostile\":" + hostile + "}";
        JsonMembers members = JsonMembers.read(document);

        assertThat(members.string("/typeKey")).contains("x");
        assertThat(members.hasNumber("/count")).isTrue();
        assertThat(allocation(document)).isLessThan(100L * LENGTH);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aHostileDocumentIsReadWithoutAnError(String hostile) {
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

        assertThat(JsonMembers.read(document.toString()).wellFormed()).isTrue();
        assertThat(allocation(document.toString())).isLessThan(100L * LENGTH);
    }

    /** Both names of a pair have the same hash, the first pair in {@link String}, and the second in Jackson. */
    @ParameterizedTest
    @CsvSource({"Aa, BB", "Ab, BA"})
    void namesWithTheSameHashAreReadInComparableTime(String zero, String one) {
        String colliding = names(zero, one);
        String plain = names("Qx", "mB");
        assertThat(colliding).hasSameSizeAs(plain);
        time(plain); // warms up the JIT compiler

        assertThat(time(colliding)).isLessThan(20 * time(plain));
    }

    private static String names(String zero, String one) {
        StringBuilder document = new StringBuilder("{");
        for (int i = 0; document.length() < LENGTH - 100; i++) {
            document.append('"');
            for (int bit = 0; bit < 13; bit++) {
                document.append((i >> bit & 1) == 0 ? zero : one);
            }
            document.append("\":\"\",");
        }
        return document.append("\"last\":\"x\"}").toString();
    }

    private static long allocation(String document) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        JsonMembers.read(document);
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }

    /**
     * Returns the shortest CPU time of several runs, because other threads affect it the least, and at least two
     * milliseconds, because some clocks advance in steps of 16 milliseconds.
     */
    private static long time(String document) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            JsonMembers.read(document);
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - before);
        }
        return Math.max(2_000_000, least);
    }
}

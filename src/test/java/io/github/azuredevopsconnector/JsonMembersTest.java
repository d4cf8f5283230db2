package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies which members of a JSON document are found, and which documents are well-formed. */
class JsonMembersTest {

    @Test
    void membersAreFoundByTheirJsonPointers() {
        JsonMembers members =
                JsonMembers.read("{\"a\":\"1\",\"b\":{\"c\":{\"$d\":\"2\"}},\"n\":3,\"f\":-1.5e2,\"l\":[{\"x\":\"4\"}],"
                        + "\"t\":true,\"z\":null,\"a\":\"6\",\"o\":0}");

        assertThat(members.wellFormed()).isTrue();
        assertThat(members.string("/a")).contains("6");
        assertThat(members.string("/b/c/$d")).contains("2");
        assertThat(members.string("/l/0/x")).isEmpty(); // inside an array
        assertThat(members.string("/x")).isEmpty();
        assertThat(members.string("/a/x")).isEmpty();
        assertThat(members.string("a")).isEmpty();
        assertThat(members.string("/b")).isEmpty();
        assertThat(members.string("/n")).isEmpty();
        assertThat(members.string("/z")).isEmpty();
        assertThat(members.hasNumber("/n")).isTrue();
        assertThat(members.hasNumber("/f")).isTrue();
        assertThat(members.hasNumber("/o")).isTrue();
        assertThat(members.hasZero("/o")).isTrue();
        assertThat(members.hasZero("/n")).isFalse();
        assertThat(members.hasNumber("/a")).isFalse();
        assertThat(members.hasNumber("/t")).isFalse();
        assertThat(members.hasArray("/l")).isTrue();
        assertThat(members.hasArray("/b")).isFalse();
        assertThat(members.hasArray("/a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"1\",\"a\":\"2\"} | 2",
                "{\"a\":7,\"a\":\"2\"} | 2",
                "{\"a\":null,\"a\":\"2\"} | 2",
                "{\"a\":{\"b\":\"1\"},\"a\":\"2\"} | 2",
                "{\"a\":\"1\",\"a\":null} |",
                "{\"a\":\"1\",\"a\":7} |",
                "{\"a\":\"1\",\"a\":true} |",
                "{\"a\":\"1\",\"a\":[\"2\"]} |",
                "{\"a\":\"1\",\"a\":{\"b\":\"2\"}} |",
                "{\"a\":\"1\",\"\\u0061\":\"2\"} | 2",
            })
    void theLastOfTwoMembersWithTheSameNameCounts(String document, @Nullable String expected) {
        assertThat(JsonMembers.read(document).string("/a").orElse(null)).isEqualTo(expected);
        assertThat(JsonMembers.read("{\"o\":" + document + "}").string("/o/a").orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void aRepeatedObjectReplacesAllMembersOfTheFirst() {
        JsonMembers members = JsonMembers.read("{\"o\":{\"a\":\"1\",\"n\":1},\"o\":{\"b\":\"2\"}}");

        assertThat(members.string("/o/a")).isEmpty();
        assertThat(members.hasNumber("/o/n")).isFalse();
        assertThat(members.string("/o/b")).contains("2");
    }

    @Test
    void membersThatAreNestedTooDeeplyAreIgnored() {
        JsonMembers members = JsonMembers.read(
                "{\"a\":{\"b\":{\"c\":{\"d\":\"4\",\"n\":4,\"l\":[],\"e\":{\"f\":\"5\",\"n\":5,\"l\":[]}}}},\"g\":\"1\"}");

        assertThat(members.wellFormed()).isTrue();
        assertThat(members.string("/a/b/c/d")).contains("4");
        assertThat(members.hasNumber("/a/b/c/n")).isTrue();
        assertThat(members.hasArray("/a/b/c/l")).isTrue();
        assertThat(members.string("/a/b/c/e/f")).isEmpty();
        assertThat(members.hasNumber("/a/b/c/e/n")).isFalse();
        assertThat(members.hasArray("/a/b/c/e/l")).isFalse();
        assertThat(members.string("/g")).contains("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"a\"",
                "[]",
                "[{\"a\":\"1\"}]",
                "<html>",
                "{",
                "{\"b\":\"1\"",
                "{\"b\":1}}",
                "{\"b\":1} x",
                "{\"b\":1}{}",
                "\uFEFF{}"
            })
    void textThatIsNotOneWholeObjectIsNotWellFormed(String text) {
        JsonMembers members = JsonMembers.read(text);

        assertThat(members.wellFormed()).isFalse();
        assertThat(members.string("/a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " {} ", "{\"a\":[[[[[[]]]]]]}", "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}"})
    void oneWholeObjectIsWellFormed(String text) {
        assertThat(JsonMembers.read(text).wellFormed()).isTrue();
    }

    @Test
    void theCompleteMembersOfATruncatedDocumentAreFound() {
        JsonMembers members = JsonMembers.read("{\"a\":\"1\",\"n\":2,\"b\":{\"c\":\"3\",\"d\":\"4");

        assertThat(members.wellFormed()).isFalse();
        assertThat(members.string("/a")).contains("1");
        assertThat(members.hasNumber("/n")).isTrue();
        assertThat(members.string("/b/c")).contains("3");
        assertThat(members.string("/b/d")).isEmpty();
    }

    @Test
    void aMemberWithALongNameIsSkippedWithItsContents() {
        String longest = "n".repeat(40);

        JsonMembers members =
                JsonMembers.read("{\"" + longest + "\":\"a\",\"" + longest + "n\":{\"b\":[\"c\"]},\"last\":\"d\"}");

        assertThat(members.string("/" + longest)).contains("a");
        assertThat(members.hasArray("/" + longest + "n/b")).isFalse();
        assertThat(members.string("/last")).contains("d");
        assertThat(members.wellFormed()).isTrue();
    }
}

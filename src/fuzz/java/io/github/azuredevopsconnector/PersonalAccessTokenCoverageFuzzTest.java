package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Searches for input that breaks a rule, guided by the coverage of branches. {@code FuzzSeedTest} replays the inputs in
 * every build.
 */
class PersonalAccessTokenCoverageFuzzTest {

    @FuzzTest
    @DictionaryEntries({
        "Basic ",
        "bearer\t",
        "https://",
        "contoso.visualstudio.com",
        "eyJhbGciOiJSUzI1NiJ9.",
        "Authorization: ",
        "a:b@",
        "\"",
        "<",
        ">",
        "(",
        ")"
    })
    void of(byte[] input) {
        ParserRules.holdForToken(new String(input, UTF_8));
    }
}

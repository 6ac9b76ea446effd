package io.github.chaos4j.api.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.chaos4j.api.Delay;
import io.github.chaos4j.api.Distribution;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import io.github.chaos4j.api.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultErrorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            latancy jdbc                             | type "latancy" is not a type: did you mean latency?
            x jdbc                                   | type "x" is not a type: write latency, error, hang, response, exhaustion or observe
            latency                                  | target is missing: write *, jdbc, http, redis or pool
            latency jdbcc                            | target "jdbcc" is not a target: did you mean jdbc?
            response jdbc status=503                 | target "jdbc" does not go with type response: write http or *
            exhaustion redis                         | target "redis" does not go with type exhaustion: write pool
            latency jdbc delay="2 sec"               | delay "2 sec" is not a duration: write 250ms, 2s, 1m30s or PT2S
            latency jdbc delay=PT-2S                 | delay "PT-2S" is negative: write 0ms or more
            latency jdbc delay=PT2X                  | delay "PT2X" is not a duration: write 250ms, 2s, 1m30s or PT2S
            latency jdbc delay=999999999h            | delay "999999999h" is longer than 36500 days: write a shorter one
            latency jdbc duration=0s                 | duration "0s" is not above zero: write 250ms, 2s, 1m30s or PT2S
            latency jdbc lease=0ms                   | lease "0ms" is not above zero: write 250ms, 2s, 1m30s or PT2S
            latency jdbc rate=0                      | rate "0" is not a rate: write a number above 0 and up to 1, such as 0.5, or 50%
            latency jdbc rate=101%                   | rate "101%" is not a rate: write a number above 0 and up to 1, such as 0.5, or 50%
            latency jdbc rate=NaN                    | rate "NaN" is not a rate: write a number above 0 and up to 1, such as 0.5, or 50%
            latency jdbc every=0                     | every "0" is out of range: write 1 or more
            latency jdbc after=-1                    | after "-1" is out of range: write 0 or more
            latency jdbc max=many                    | max "many" is not a whole number: write 1 or more
            latency jdbc seed=1.5                    | seed "1.5" is not a whole number: write one such as 42
            latency jdbc script=perhaps              | script "perhaps" is not a script: write steps such as fail, fail, ok or fail, ok; repeat
            latency jdbc script=fail;again           | script "fail;again" is not a script: write steps such as fail, fail, ok or fail, ok; repeat
            latency jdbc script=fail every=2         | every "2" does not go with script, which says itself which calls are hit: leave one of them out
            latency jdbc script=fail rate=50%        | rate "50%" does not go with script, which says itself which calls are hit: leave one of them out
            latency jdbc distribution=normal         | distribution "normal" does nothing without jitter: add one such as jitter=50ms, or leave it out
            latency jdbc jitter=1s distribution=norm | distribution "norm" is not a distribution: write uniform, normal, exponential, lognormal or pareto
            latency jdbc to=2s                       | to "2s" needs the delay to start from: add one such as delay=0ms
            response http status=200 jitter=1s       | jitter "1s" needs a delay to spread: add one such as delay=200ms
            latency jdbc owner=me                    | owner "me" does nothing without lease: add one such as lease=10s
            latency jdbc id=a/b                      | id "a/b" is not an id: write 1 to 64 letters, digits, dots, underscores and dashes
            latency jdbc mark=yes                    | mark "yes" is not a boolean: write true or false
            latency jdbc ""                          | service "" is empty: write a name or leave the key out
            latency jdbc delya=2s                    | delya "2s" is no key of type latency: did you mean delay?
            latency jdbc statement=x                 | statement "x" is no key of type latency: did you mean match.statement?
            latency jdbc match.path=/x               | match.path "/x" does not go with target jdbc: leave it out, it goes with target http
            latency * match.operation=read           | match.operation "read" does not go with target *: leave it out, it goes with target jdbc, http, redis or pool
            latency jdbc match.operation=reads       | match.operation "reads" is not an operation of jdbc: did you mean read?
            latency http match.operation=read        | match.operation "read" is not an operation of http: write request or connect
            latency http match.path=regex:(          | match.path "regex:(" is not a regular expression: Unclosed group at character 1: correct it, or write a glob without regex:
            latency http match.header.a:b=x          | match.header.a:b "x" is not the name of a header: write one such as Retry-After
            latency jdbc status=503                  | status "503" does not go with type latency: leave it out, it goes with type response or error
            latency jdbc kind=down                   | kind "down" does not go with type latency: leave it out, it goes with type error
            latency jdbc header.A=b                  | header.A "b" does not go with type latency: leave it out, it goes with type response
            latency jdbc leave=1                     | leave "1" does not go with type latency: leave it out, it goes with type exhaustion
            error jdbc kind=reset                    | kind "reset" is not a kind of error of jdbc: write connection-lost, down, timeout, refused, deadlock, serialization-failure, read-only, transient or too-many-connections
            error jdbc kind=dedlock                  | kind "dedlock" is not a kind of error of jdbc: did you mean deadlock?
            error pool kind=custom                   | kind "custom" stands for an exception given in Java, which has no text: write timeout
            error http kind=reset status=500         | status "500" does not go with kind reset: leave it out or write kind=status
            error jdbc status=500                    | status "500" does not go with target jdbc: leave it out, it goes with target http or *
            error http delay=1s                      | delay "1s" does not go with kind status, which fails at once: leave it out, or add a latency fault for the same calls
            response http                            | status is missing: write one of 100 to 599, such as status=503
            response http status=99                  | status "99" is out of range: write 100 to 599
            response http status=200 header.a,b=c    | header.a,b "c" is not the name of a header: write one such as Retry-After
            response http status=200 header.a="\\n"  | header.a "\\n" has a control character: write it on one line
            response http status=200 header.a=1 header.A=2 | header.A "2" is given twice: write it once
            exhaustion pool leave=-1                 | leave "-1" is out of range: write 0 or more
            exhaustion pool leave=1 mode=simulated   | leave "1" counts connections that are really held: leave it out or write mode=real
            error http match.operation=connect       | match.operation "connect" cannot fail with kind status: leave it out, or write a kind such as refused
            error redis kind=oom match.operation=connect | match.operation "connect" cannot fail with kind oom: leave it out, or write a kind such as refused
            response http match.operation=connect status=503 | match.operation "connect" gets no response: leave it out, or write type error with kind=refused
            exhaustion pool mode=fake                | mode "fake" is not a mode: write real or simulated
            exhaustion pool rate=0.5                 | rate "0.5" chooses single calls, but the pool is held for all: leave it out or write mode=simulated
            latency jdbc a b                         | fault "b" stands alone: write key=value, and put a value with spaces in double quotes
            latency jdbc delay=1s x                  | fault "x" stands alone: write key=value, and put a value with spaces in double quotes
            latency jdbc delay=1s delay=2s           | delay "2s" is given twice: write it once
            latency jdbc id="a                       | fault "\\"a" has no closing quote: end it with "
            """)
    void eachMistakeIsNamedWithItsRemedy(String line, String message) {
        assertThat(errors(() -> FaultText.parse(line)))
                .extracting(FieldError::message)
                .containsExactly(message);
    }

    @Test
    void allMistakesAreToldAtOnceInTheirOrder() {
        assertThat(errors(
                        () -> FaultText.parse("latency jdbc delay=2 rate=7 match.operation=x foo=1 duration=-1s to=1")))
                .extracting(FieldError::field)
                .containsExactly("delay", "rate", "match.operation", "foo", "duration", "to");
    }

    @Test
    void anErrorHoldsFieldAndValue() {
        FieldError error =
                errors(() -> FaultText.parse("latency jdbc delay=\"2 sec\"")).get(0);
        assertThat(error.field()).isEqualTo("delay");
        assertThat(error.value()).isEqualTo("2 sec");
    }

    @Test
    void fieldsOfTheWrongShapeAreNamed() {
        assertThat(errors(() -> FaultText.fromFields(Map.of(
                        "type",
                        "latency",
                        "target",
                        "jdbc",
                        "delay",
                        List.of("1s"),
                        "match",
                        "read",
                        "rate",
                        Map.of()))))
                .extracting(FieldError::message)
                .containsExactlyInAnyOrder(
                        "delay is a list: write a text, a number or a boolean",
                        "rate is an object: write a text, a number or a boolean",
                        "match \"read\" is not an object: write match.<name>=<value>, in JSON \"match\": {\"<name>\":"
                                + " \"<value>\"}");
    }

    @Test
    void aTargetNamesAtMostOneService() {
        assertThat(errors(() ->
                        FaultText.fromFields(Map.of("type", "latency", "target", "jdbc orders", "service", "stock"))))
                .extracting(FieldError::message)
                .containsExactly(
                        "target \"jdbc orders\" names more than a target and one service: write the service once");
    }

    @Test
    void errorsOfSeveralFaultsNameTheFault() {
        assertThat(errors(
                        () -> FaultText.parseAll("latency jdbc\n\nlatency http delay=1\nobserve *\nhang redis rate=2")))
                .extracting(FieldError::field)
                .containsExactly("[1].delay", "[3].rate");
        assertThat(errors(() -> FaultText.fromDocument(List.of(Map.of("type", "hang", "target", "x"), 7))))
                .extracting(FieldError::field)
                .containsExactly("[0].target", "[1].fault");
    }

    @Test
    void anIdIsGivenToOneFaultOnly() {
        assertThat(errors(() -> FaultText.parseAll("hang jdbc id=a\nhang http id=a")))
                .extracting(FieldError::message)
                .containsExactly("[1].id \"a\" is given twice: write another one or none");
    }

    @Test
    void aFaultMadeInJavaIsCheckedAlike() {
        Fault fault = Fault.latency(Duration.ofMillis(-5))
                .with(new Effect.Latency(new Delay(Duration.ofMillis(-5), null, Distribution.NORMAL, null)))
                .on(Target.http("x").statement("select"))
                .rate(Double.NaN)
                .every(0)
                .lasting(Duration.ZERO);
        assertThat(errors(() -> FaultText.check(fault)))
                .extracting(FieldError::field)
                .containsExactly("match.statement", "delay", "rate", "every", "duration", "distribution");
        assertThat(errors(() -> FaultText.check(List.of(Fault.hang(), fault.named("a b")))))
                .extracting(FieldError::field)
                .contains("[1].id", "[1].delay");
    }

    @Test
    void anExceptionOfOnesOwnIsSoundButHasNoText() {
        Supplier<Throwable> exception = () -> new IllegalStateException("mine");
        Fault fault = Fault.error(exception).on(Target.jdbc("orders"));
        FaultText.check(fault);

        assertThat(fault).hasToString("error jdbc orders kind=custom duration=10m");
        assertThatThrownBy(() -> FaultText.parse(fault.toString())).isInstanceOf(InvalidFaultException.class);
    }

    private static List<FieldError> errors(ThrowingCallable reading) {
        return catchThrowableOfType(InvalidFaultException.class, reading).errors();
    }
}

package io.github.chaos4j.agent.weave;

import io.github.chaos4j.agent.gate.ChaosGate;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/**
 * Inlined into every woven method; the contract is {@link ChaosGate}'s. The array of arguments is virtual: it
 * is built where it is read, so only while armed. Nothing here but what class-file version 50 can say, and
 * nothing that a class of the application could not call.
 */
final class GateAdvice {
    private GateAdvice() {}

    // An exception that leaves here is the fault: it skips body and exit, so the engine has let go already.
    @Advice.OnMethodEnter(skipOn = Object[].class)
    static @Nullable Object enter(
            @HookId int hook,
            @Advice.This Object self,
            @Advice.AllArguments(readOnly = false, typing = Typing.DYNAMIC) Object[] arguments)
            throws Throwable {
        @Nullable Object token = null;
        if (ChaosGate.armed) {
            Object[] values = arguments;
            token = ChaosGate.enter(hook, self, values);
            if (token != null) {
                arguments = values;
            }
        }
        return token;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
    static void exit(
            @Advice.Enter @Nullable Object token,
            @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object result,
            @Advice.Thrown(readOnly = false, typing = Typing.DYNAMIC) @Nullable Throwable thrown) {
        if (token != null) {
            if (token instanceof Object[] skipped) {
                result = skipped[0];
            } else {
                Object[] outcome = ChaosGate.exit(token, result, thrown);
                if (outcome != null) {
                    thrown = (Throwable) outcome[1];
                    if (thrown == null) {
                        result = outcome[0];
                    }
                }
            }
        }
    }
}

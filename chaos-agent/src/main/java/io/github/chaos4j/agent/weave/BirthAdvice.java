package io.github.chaos4j.agent.weave;

import io.github.chaos4j.agent.gate.ChaosGate;
import net.bytebuddy.asm.Advice;

/** Inlined at the normal end of constructors: an object that the agent follows has come to be. */
final class BirthAdvice {
    private BirthAdvice() {}

    @Advice.OnMethodExit
    static void exit(@HookId int hook, @Advice.This Object self) {
        ChaosGate.born(hook, self);
    }
}

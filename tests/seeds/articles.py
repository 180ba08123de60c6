"""Invented articles for the tests of the seeds, in the shapes that people paste."""

from __future__ import annotations

ENGLISH = """Halmar Star ferry sinks off Brekkevik

The ferry Halmar Star sank off Brekkevik on 1 March 2026, killing more than 80 people, Norland's
Prime Minister Ingrid Solvang said.

Solvang, 52, promised an inquiry. "We will find out why," Ms Solvang said. Norlandic prosecutors said
that they had asked Captain Jonas Vik, 45, of the ship's owner Nordlys Lines for talks. Nordlys Lines
offered a reward of $50 million for evidence.

Solvang's government had warned Nordlys Lines twice. The Norlandic Maritime Authority did not answer.
"""

SPANISH = """El transbordador Estrella de Halmar naufraga frente a Brekkevik

La primera ministra Ingrid Solvang dijo que al menos ochenta personas muertas fueron halladas en el mar
y que habrá una investigación. El capitán Jonas Vik fue detenido por la policía.

Solvang pidió ayuda a Dinamarca. La naviera Nordlys guarda silencio.
"""

SHOUTED = """NORLAND ORDERS BLOCKADE OF SANCTIONED TANKERS, SAYS SOLVANG

Prime Minister Ingrid Solvang said on Tuesday that U.S. tankers under sanctioned flags would be
stopped by a blockade. The tankers belong to Nordlys Lines.
"""

HEADLINE = "Solvang Orders Inquiry Into Sinking of Ferry Halmar Star Off Brekkevik"
LOWERCASE = "solvang orders inquiry into sinking of ferry"
CYRILLIC = "Путин и Трамп обсудили перемирие. Переговоры прошли в Анкоридже."
ARABIC = "السودان يعلن وقف إطلاق النار في الخرطوم بعد محادثات جدة"
CHINESE = "马杜罗 表示 愿意 与 特朗普 会谈"
EMOJI = "🔥🔥 BREAKING 🔥 Fire in Lisbon 🔥"

EVERYTHING = (ENGLISH, SPANISH, SHOUTED, HEADLINE, LOWERCASE, CYRILLIC, ARABIC, CHINESE, EMOJI)

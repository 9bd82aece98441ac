out/one--two.csv: \
 docs/back\slash.xml \
 docs/costs\ $$5.xml \
 docs/end\\\ \#1.xml \
 docs/last\\\\\:\ one.xml \
 known.txt
docs/back\slash.xml:
docs/costs\ $$5.xml:
docs/end\\\ \#1.xml:
docs/last\\\\\:\ one.xml:
known.txt:

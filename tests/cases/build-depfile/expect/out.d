out/one--two.csv: \
 o.xml \
 data/frameworks/one.xml \
 data/frameworks/two\ \#1.xml
o.xml:
data/frameworks/one.xml:
data/frameworks/two\ \#1.xml:
